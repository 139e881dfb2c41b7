"""Click commands that speak Japanese: help laid out for full-width text, and usage errors as sentences."""

from __future__ import annotations

import click

from bot.wording import commands as words


class Command(click.Command):
    """A command whose help is shown as it was written: Japanese has no spaces to wrap at."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = words.HELP_OPTION
        return option

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(piece.replace("...", "…") for piece in self.collect_usage_pieces(ctx))
        formatter.write(f"{words.USAGE}: {ctx.command_path} {pieces}\n\n{self.help or ''}\n")
        self.format_options(ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        records = [
            record
            for parameter in self.get_params(ctx)
            if isinstance(parameter, click.Option) and (record := parameter.get_help_record(ctx)) is not None
        ]
        formatter.write(f"\n{words.OPTIONS}:\n")
        for spelling, meaning in records:
            formatter.write(f"  {spelling}\n      {meaning}\n")

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        arguments = [piece for parameter in self.get_params(ctx) for piece in parameter.get_usage_pieces(ctx)]
        return [f"[{words.OPTIONS}]", *arguments]


class Group(Command, click.Group):
    """The command that holds the others."""

    command_class = Command

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return [words.COMMANDS, "…"]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        width = max(len(name) for name in self.commands)
        formatter.write(f"\n{words.COMMANDS}:\n")
        for name in self.commands:
            path = " ".join([*ctx.command_path.split()[1:], name])
            formatter.write(f"  {name.ljust(width)}  {words.SHORT[path]}\n")
        super().format_options(ctx, formatter)


def usage_error(error: click.UsageError) -> str:
    """What is wrong with a command line, in Japanese, and where help is."""
    sentence = _sentence(error)
    return f"{sentence}\n{words.how_to_get_help(error.ctx.command_path)}" if error.ctx is not None else sentence


def _sentence(error: click.UsageError) -> str:
    match error:
        case click.NoSuchOption():
            return words.no_such_option(error.option_name, error.possibilities or [])
        case click.NoSuchCommand():
            return words.no_such_command(error.command_name, error.possibilities or [])
        case click.MissingParameter():
            return words.missing(_spelling(error.param))
        case click.BadOptionUsage():
            return words.missing_value(error.option_name)
        case click.BadParameter():
            return words.bad_value(_spelling(error.param))
        case _ if type(error) is Misuse:
            return error.message
        case _:
            return words.unexpected_arguments()


class Misuse(click.UsageError):
    """A command line whose parts do not go together; the message is already Japanese."""


def _spelling(parameter: click.Parameter | None) -> str:
    if parameter is None:
        return ""
    return parameter.opts[-1] if isinstance(parameter, click.Option) else parameter.human_readable_name
