"""What is wrong in a message, and where."""

from __future__ import annotations

from typing import NamedTuple

# What kinds of things may be wrong.
RULES = {
    "syntax": "it cannot be read: broken JSON or XML, a frame that does not close",
    "missing": "a property, an element, an attribute or a line that has to be there",
    "unknown": "a property, element or attribute that the standard does not have there",
    "repeated": "what may stand only once",
    "order": "an element or a line that stands below one that should follow it",
    "type": "a value of another type (a text for a number, an object for a list)",
    "value": "a value that is none of those allowed, or out of range, or too long",
    "date": "a date or time that is not in the form of the standard",
    "uri": "an identifier that is no URI",
    "count": "a number that does not fit what it counts",
    "character": "a character that may not stand there",
    "unstated": "for information: a time that stands for one that is not known",
    "schema": "what the official schema says, in its own words",
}


class Problem(NamedTuple):
    """One thing in which a message does not keep to its standard.

    *line* and *column* count from 1, in characters; what is missing stands where it should be in:
    at the object, element or line that lacks it. *pointer* is the same place in the structure, a
    JSON Pointer (RFC 6901) in JSON and a path of elements in XML; "" for the message as a whole.

    *rule* is one of the words of RULES, for what kind of thing is wrong.
    """

    line: int
    column: int
    pointer: str
    rule: str
    message: str
