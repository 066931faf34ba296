"""Whether what the values name exists: rules, agencies, profiles, labels, files, patterns."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from dispatchkit import proof
from dispatchkit.agencies import sources
from dispatchkit.agencies.lexicon import lexicon_of
from dispatchkit.config.handed import own_of
from dispatchkit.config.values import COMMAND_LINE, Config
from dispatchkit.errors import ConfigError, ProfileError
from dispatchkit.files import paths
from dispatchkit.meant import meant, shown

if TYPE_CHECKING:
    from collections.abc import Iterator


def verify(config: Config, *, writes_baseline: bool = False) -> None:
    """Look up what the values name: codes of rules, agencies, profiles, labels, files, patterns.
    ConfigError, or ProfileError for a profile's own faults.

    *writes_baseline*: the baseline is about to be written, so it need not exist yet.
    """
    _verify_codes(config)
    _verify_profiles(config)
    _verify_patterns(config)
    _verify_formats(config)
    if config.of("baseline") and not writes_baseline:
        from dispatchkit.lint import baseline

        with _placed(config, "baseline"):
            baseline.load(config.of("baseline"))


@contextmanager
def _placed(config: Config, key: str, within: str | None = None) -> Iterator[None]:
    """Give errors the place of the value that they are about: that of a *key*, or of an entry
    *within* it.
    """
    try:
        yield
    except (ValueError, OSError) as error:
        if isinstance(error, ProfileError) and config.values[key].origin == COMMAND_LINE:
            raise  # its own place is the file, and the option is before everybody's eyes
        raise ConfigError(
            config.place(key, within),
            (error.strerror if isinstance(error, OSError) else None) or str(error),
        ) from error


def _verify_codes(config: Config) -> None:
    """Check that all codes and names of rules are known."""
    for key in ("select", "ignore", "extend-select", "extend-ignore", "severity"):
        _verify_rules(config, key, tuple(config.of(key)))
    for key in ("per-file-ignores", "per-agency-ignores"):
        for name, named in config.of(key).items():
            _verify_rules(config, key, named, name)


def _verify_rules(
    config: Config, key: str, named: tuple[str, ...], within: str | None = None
) -> None:
    """Check that the codes and names of rules in *named* are known."""
    if named:  # to know the rules takes importing them all
        from dispatchkit.lint.settings import known_rules

        with _placed(config, key, within):
            known_rules(named)


def _verify_profiles(config: Config) -> None:
    """Check that profiles exist and can be used, and that labels of phrases and ids of agencies are
    known.
    """
    own = own_of(config)
    for label, phrase in own.phrases:
        from dispatchkit.agencies.matcher import OWN
        from dispatchkit.agencies.rules import phrase_rule

        with _placed(config, "boilerplate"):
            phrase_rule(label, phrase, OWN)
    with _placed(config, "profiles"):
        proof.prove(own)
    with _placed(config, "profile"):
        proof.prove(sources.adopted(config.of("profile"), own)[1])
    agencies = config.of("per-agency-ignores")
    if agencies:
        known = lexicon_of(own).facts
        for name in agencies:
            if name not in known:
                raise ConfigError(
                    config.place("per-agency-ignores", name),
                    "no profile has the id"
                    f" {shown(name)}{meant(name, known, '`dispatchkit profile list` names them')}",
                )


def _verify_formats(config: Config) -> None:
    """Check that the files of formats can be used, and do what their examples say."""
    if config.of("formats"):
        from dispatchkit.reading.exports.own import prove

        with _placed(config, "formats"):
            prove(config.of("formats"))


def _verify_patterns(config: Config) -> None:
    """Check that patterns of paths are valid."""
    with _placed(config, "exclude"):
        paths.verify(config.of("exclude"))
    for pattern in config.of("per-file-ignores"):
        with _placed(config, "per-file-ignores"):
            paths.verify((pattern,))
