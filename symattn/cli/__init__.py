"""The command line: arguments in, tables or JSON out; the mathematics is elsewhere and imported when a command runs."""

from symattn.cli.count_commands import bounds as bounds
from symattn.cli.count_commands import count as count
from symattn.cli.group import cli as cli
from symattn.cli.ledger_commands import claims as claims
from symattn.cli.ledger_commands import export as export
from symattn.cli.ledger_commands import graph as graph
from symattn.cli.ledger_commands import show as show
from symattn.cli.ledger_commands import verify as verify
from symattn.cli.run import main as main
from symattn.cli.statement_commands import prove as prove
from symattn.cli.statement_commands import separable as separable
from symattn.cli.statement_commands import taxonomy as taxonomy
