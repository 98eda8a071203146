"""`python -m kneeline.cli` is the command `kneeline`."""

from kneeline.cli import main

if __name__ == "__main__":
    main()
