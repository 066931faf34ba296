"""``dispatchkit learn``: what it does, once its options are known."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING

from dispatchkit.agencies import sources
from dispatchkit.agencies.lexicon import GENERIC
from dispatchkit.agencies.schema import ID
from dispatchkit.cli._configured import RunOptions, configured, expanded, refuse_together, skipped
from dispatchkit.cli._options import inputs_or_stdin
from dispatchkit.cli._status import Status
from dispatchkit.config.handed import reading_of
from dispatchkit.files.failures import Failure, Usage
from dispatchkit.files.outputs import WholeFile, is_standard_output, refuse_overwriting
from dispatchkit.files.stdout import StandardOutput
from dispatchkit.files.terminal import complain, is_terminal, say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dispatchkit.learning.drafts import Draft
    from dispatchkit.learning.dumps import Dumps
    from dispatchkit.learning.learner import Learned
    from dispatchkit.reading.options import ReadOptions


# So many of the lines and fields that are lost are shown.
_LOST = 10


class LearnOptions(RunOptions):
    """The options of the command."""

    output: str
    id_: str | None
    name: str | None
    country: str | None
    timezone: str | None
    extends: str | None
    interactive: bool
    invent: bool
    force: bool


def propose(options: LearnOptions) -> int:
    """Write the profile that the inputs teach; the exit status. Raises Usage, ConfigError,
    UnknownProfile and Failure.
    """
    from dispatchkit.learning.learner import Asked, NothingToLearn, learn
    from dispatchkit.learning.reading import Readings

    name = _checked(options)
    names = inputs_or_stdin(options["inputs"])
    config = configured(options, names)
    target = None if is_standard_output(options["output"]) else options["output"]
    leaving = skipped(config, target, forced=options["force_exclude"])
    inputs = expanded(names, leaving, verbose=options["verbose"])
    if target is not None:
        refuse_overwriting(inputs, names, target)
        _refuse_replacing(target, force=options["force"])
    reading = reading_of(
        config,
        options["received"],
        format_=options["from_"],
        split=options["split"],
        text_column=options["text_column"],
    )
    readings = Readings(
        inputs,
        _unknown(reading, options["extends"]),
        jobs=options["jobs"],
        progress=options["progress"],
        busy=options["quiet"],
    )
    asked = Asked(
        name, options["name"], options["country"], options["timezone"], options["extends"]
    )
    try:
        learned = learn(
            readings,
            asked,
            _chooser(options),
            invent=options["invent"],
            tell=say if options["verbose"] else None,
        )
    except NothingToLearn as error:
        for path, problem in error.problems:
            complain(f"{path}: {problem}")
        raise Failure(str(error)) from error
    with StandardOutput() if target is None else WholeFile(target) as output:
        output.write(learned.text)
    if not options["quiet"]:
        _tell(learned, options["output"])
    for path, problem in learned.problems:
        complain(f"{path}: {problem}")
    return Status.FAILED if learned.problems else Status.DONE


def _checked(options: LearnOptions) -> str:
    """The id of the profile. Usage for options that cannot be meant."""
    refuse_together(options, ("quiet", "verbose"))
    if options["profile"] is not None:
        raise Usage("--profile reads with a profile; to build on one, name it with --extends")
    asks = options["interactive"]
    if asks and not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
        raise Usage("--interactive asks questions, and there is no terminal to ask them at")
    if options["name"] is not None and not any(map(str.isalpha, options["name"])):
        raise Usage(f"--name: {options['name']!r} has no letter in it")
    return _id(options)


def _id(options: LearnOptions) -> str:
    """The id of the profile: as its file is called. Usage for one that cannot be."""
    to_file = not is_standard_output(options["output"])
    stem = sources.stem(options["output"]) if to_file else "mine"
    if to_file and not options["output"].endswith(".toml"):
        raise Usage(f"-o/--output: {os.path.basename(options['output'])} does not end in .toml")
    name = options["id_"] or stem
    if not re.fullmatch(ID, name):
        raise Usage(f"--id: {name!r} may hold only a to z, digits, hyphens and underscores")
    if to_file and name != stem:
        raise Usage(f"--id: a profile has the name of its file, which is {stem!r} and not {name!r}")
    return name


def _refuse_replacing(target: str, *, force: bool) -> None:
    """Raise Failure if a file lies at *target*, and nobody asked by *force* to replace it."""
    if os.path.lexists(target) and not force:
        raise Failure(f"{target}: a file lies there, and is not replaced; --force replaces it")


def _unknown(reading: ReadOptions, extends: str | None) -> ReadOptions:
    """How inputs are read: as those of a sender whom nobody knows, whatever profiles the
    configuration names, or as the profile reads them that is extended. UnknownProfile.
    """
    if extends is None:
        return reading._replace(profile=GENERIC, own=reading.own._replace(profiles=()))
    path = sources.path_of(extends, reading.own)
    own = (path,) if path in reading.own.profiles else ()
    return reading._replace(profile=extends, own=reading.own._replace(profiles=own))


def _chooser(
    options: LearnOptions,
) -> Callable[[Sequence[Draft], Dumps], Sequence[Draft]] | None:
    """What asks a person about each rule, if that is wanted."""
    if not options["interactive"]:
        return None
    from dispatchkit.cli._asking import chosen

    return chosen


# --- what changes --------------------------------------------------------------------------------


def _tell(learned: Learned, target: str) -> None:
    """Say what was learned, and how the dumps are read without and with it."""
    from dispatchkit.learning.learner import FEW_DUMPS
    from dispatchkit.learning.measured import counted, measures

    rules, dumps = (
        counted(learned.rules, "rule"),
        counted(learned.distinct, "dump", "distinct dumps"),
    )
    say(f"{target}: {rules} from {dumps}")
    if learned.few:
        say(FEW_DUMPS)
    if not learned.proves:
        say("Nothing in these dumps proves the sender: name the profile with --profile.")
    say(f"{'':32}{'before':>10}{'after':>10}")
    for row in measures(learned.before, learned.after, len(learned.lost)):
        say(f"{row.name:32}{row.before:>10}{row.after:>10}")
    for lost in learned.lost[:_LOST]:
        say(f"lost: {lost!r}")
    for draft, lost in learned.dropped:
        say(f"left out because it changes how {lost!r} is read: {draft.about!r}")
    for draft in learned.examples_missing:
        say(f"left out because no example can be invented: {draft.about!r}")
