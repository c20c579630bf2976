"""Every external engine gives the answers of the embedded one."""

import pytest

pytest.register_assert_rewrite("tests.engines.contract")
