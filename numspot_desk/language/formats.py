"""Written forms of dates, instants, amounts and numbers, by Babel (CLDR).

Reading what people type lives in `typed`. Amounts are rounded half-up to the cent here only for
display of values that are already exact cents; the rules round, never this module.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True)
class Formats:
    """The forms of one locale (`fr_FR`, `en_GB`). Babel is imported at first use: it is slow to load."""

    locale: str

    def date_list(self, day: dt.date) -> str:
        """A date for a list: `22 nov. 2026`."""
        from babel.dates import format_date

        return self._first(format_date(day, "d MMM y", locale=self.locale), day)

    def date_long(self, day: dt.date) -> str:
        """A date in full: `22 novembre 2026`."""
        from babel.dates import format_date

        return self._first(format_date(day, "long", locale=self.locale), day)

    def date_full(self, day: dt.date) -> str:
        """A date with its weekday, in full: `lundi 7 décembre 2026`."""
        from babel.dates import format_date

        said = format_date(day, "EEEE d MMMM y", locale=self.locale)
        return said.replace(" 1 ", " 1er ", 1) if self._ordinal(day) else said

    def day_short(self, day: dt.date) -> str:
        """A day without its year, for a calendar: `7 déc.`."""
        from babel.dates import format_date

        return self._first(format_date(day, "d MMM", locale=self.locale), day)

    def month(self, day: dt.date) -> str:
        """The month of a day: `décembre 2026`."""
        from babel.dates import format_date

        return format_date(day, "LLLL y", locale=self.locale)

    def month_short(self, day: dt.date) -> str:
        """A month with its year, short: `nov. 2026`."""
        from babel.dates import format_date

        return format_date(day, "MMM y", locale=self.locale)

    def weekday(self, day: dt.date, *, short: bool = True) -> str:
        """The weekday of a day: `lun.`, or `lundi`."""
        from babel.dates import format_date

        return format_date(day, "EEE" if short else "EEEE", locale=self.locale)

    @property
    def first_weekday(self) -> int:
        """The day a week begins with, 0 for Monday."""
        from babel import Locale

        return Locale.parse(self.locale).first_week_day

    def time(self, instant: dt.datetime) -> str:
        """The time of an aware instant in Paris: `14:32`."""
        from numspot_desk.language.zone import PARIS

        return instant.astimezone(PARIS).strftime("%H:%M")

    def instant(self, instant: dt.datetime) -> str:
        """An aware instant in full, in Paris time with its zone: `22 novembre 2026 à 14:32 (UTC+1)`."""
        from babel.dates import format_datetime

        from numspot_desk.language.zone import PARIS

        local = instant.astimezone(PARIS)
        pattern = "d MMMM y 'à' HH:mm" if self.locale.startswith("fr") else "d MMMM y, HH:mm"
        hours = (local.utcoffset() or dt.timedelta()) // dt.timedelta(hours=1)
        shown = format_datetime(local, pattern, tzinfo=PARIS, locale=self.locale)
        return f"{self._first(shown, local)} (UTC{hours:+d})"

    def _first(self, shown: str, day: dt.date) -> str:
        """The first of a month as French writes it: `1er janvier 2027`."""
        return f"1er{shown[1:]}" if self._ordinal(day) else shown

    def _ordinal(self, day: dt.date) -> bool:
        return day.day == 1 and self.locale.startswith("fr")

    def money(self, amount: Decimal) -> str:
        """Euros with two decimals: `1 234,50 €`. Half-up, whatever Babel's own rounding."""
        from babel.numbers import format_currency

        cents = amount.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
        return format_currency(cents, "EUR", locale=self.locale)

    def price(self, amount: Decimal) -> str:
        """A unit price in euros with every digit it has, two decimals at least: `0,0125 €`."""
        from babel.numbers import format_currency

        return format_currency(amount, "EUR", locale=self.locale, decimal_quantization=False)

    def number(self, value: Decimal) -> str:
        """A decimal number with every digit it has: `2 048`, `0,02`."""
        from babel.numbers import format_decimal

        return format_decimal(value, locale=self.locale, decimal_quantization=False)

    def amount(self, value: Decimal) -> str:
        """An amount without its currency, two decimals at least: `36 500,00`, `0,0125`."""
        from babel.numbers import format_decimal

        return format_decimal(value, format="#,##0.00", locale=self.locale, decimal_quantization=False)

    def percent(self, value: Decimal) -> str:
        """A percentage given in points: `Decimal("15")` is `15 %`."""
        sign = "\N{NO-BREAK SPACE}%" if self.locale.startswith("fr") else "%"
        return self.number(value) + sign

    def size(self, octets: int) -> str:
        """The size of a file, rounded up to whole thousands of octets: `812 ko`, `1,4 Mo`."""
        from babel.units import format_unit

        thousands = -(-octets // 1000)
        if thousands < 1000:
            return format_unit(thousands, "digital-kilobyte", "short", locale=self.locale)
        tenths = Decimal(-(-octets // 100_000)) / 10
        return format_unit(tenths, "digital-megabyte", "short", locale=self.locale)
