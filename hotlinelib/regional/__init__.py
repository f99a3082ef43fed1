"""How the awards are distributed over regions."""
