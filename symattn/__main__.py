"""python -m symattn is the command line."""

from symattn.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
