"""Tests of kg.quality."""
