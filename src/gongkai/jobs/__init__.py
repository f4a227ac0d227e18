"""Long work with progress: an import, a rebuild, the demonstration year. A job row says how far it is and how it ended."""
