"""Where several wanted persons could meet, and whom one place could receive."""
