"""The teacher's page: links and QR codes for a class."""
