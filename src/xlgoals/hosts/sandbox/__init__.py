"""Files that come back from reps: opened in a process of its own, since nobody vouches for them."""
