"""Takes mail, keeps it for a while, shows it. Needs aiosmtpd and bottle."""
