"""Forms as data and the pure engine that runs them; nothing here sends or stores."""
