"""Start-up and wiring: the command line, the context, single instance, crash report, self-test. Nobody
imports `app`."""
