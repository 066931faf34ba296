"""Numbers of things in words."""


def number_of(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 fix", "2 fixes"; *many* is the plural where it is not *one* with
    an "s".
    """
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
