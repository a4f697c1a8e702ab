"""Settings: `local` for development and tests, `production` for servers; both start from `base`."""
