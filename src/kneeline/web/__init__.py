"""The web app: Django's project and its apps. Nothing outside this room imports Django."""
