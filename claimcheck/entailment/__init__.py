"""Does this evidence support, refute or not settle this claim?"""
