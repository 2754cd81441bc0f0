"""What the facts of an amount mean where nothing is said: no beta, every zone, reservations in time, a
private buyer."""

import datetime as dt
from decimal import Decimal

from numspot_desk.rules.amounts.late_payment import LateFacts
from numspot_desk.rules.amounts.liability import LiabilityFacts
from numspot_desk.rules.amounts.penalty import PenaltyFacts, ServiceLevel

NONE = Decimal(0)
DAY = dt.date(2026, 11, 22)


def test_a_service_is_no_beta_and_deployed_in_every_zone() -> None:
    level = ServiceLevel("SLA9.api", NONE)
    assert (level.beta, level.all_zones) == (False, True)


def test_reservations_were_made_in_time() -> None:
    assert PenaltyFacts((), NONE, NONE, False, DAY, DAY).reservations_in_time is True


def test_a_loss_comes_from_no_beta() -> None:
    assert LiabilityFacts("other", NONE, NONE, NONE).beta is False


def test_a_buyer_is_private() -> None:
    assert LateFacts(NONE, NONE, DAY, DAY, ()).public_buyer is False
