"""`python -m numspot_desk`: the same as the command `numspot-desk`."""

from numspot_desk.app.entrance import main

raise SystemExit(main())
