"""`python -m workbench` and the command `workbench`."""


def main() -> None:
    """Run the command line."""
    from workbench.cli.main import run

    run()


if __name__ == "__main__":
    main()
