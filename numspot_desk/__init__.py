"""numspot_desk: a contract desk that works offline.

The floors, from the top: `app`, `ui`, `documents` and `store`, `usecases`, `contracts`, `terms`, `rules`
and `language`. Each imports only floors below it (see CONTRIBUTING.md); tests hold this true.
"""

__version__ = "0.1.0"
