"""The airspace file: areas from Natural Earth, their territorial seas, and the packed file."""
