"""The rules, one module a family or a part of one. They are found by ``lint.rule.rules``; there is no list to add to. Modules whose name begins with "_" are helpers."""
