"""The programs and files that hold a plan. They move cells and never compute."""
