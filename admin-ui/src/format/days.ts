/**
 * A day of the calendar, `2026-11-28`, of no zone. Reckoning with days is reckoning with the calendar: never with milliseconds, of
 * which a day has 23, 24 or 25 hours' worth.
 */
export type Day = string;

const DAY_PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Whether a text is a day that exists: 30 February is none. */
export function isDay(text: string): boolean {
  const [year, month, day] = parts(text);
  return DAY_PATTERN.test(text) && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** The day it is in a zone at a moment. */
export function dayIn(timeZone: string, at: number): Day {
  const found = Object.fromEntries(
    new Intl.DateTimeFormat('en', { timeZone, calendar: 'gregory', numberingSystem: 'latn', year: 'numeric', month: '2-digit', day: '2-digit' })
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  return `${(found['year'] ?? '').padStart(4, '0')}-${found['month']}-${found['day']}`;
}

export const addDays = (day: Day, days: number): Day => fromOrdinal(ordinal(day) + days);

/** Days from one to another: 1 to the next. */
export const daysBetween = (from: Day, to: Day): number => ordinal(to) - ordinal(from);

/** The same day of another month, or that month's last where it has no such day. */
export function addMonths(day: Day, months: number): Day {
  const [year, month, date] = parts(day);
  const index = year * 12 + (month - 1) + months;
  const [newYear, newMonth] = [Math.floor(index / 12), (((index % 12) + 12) % 12) + 1];
  return write(newYear, newMonth, Math.min(date, daysInMonth(newYear, newMonth)));
}

export const startOfMonth = (day: Day): Day => `${day.slice(0, 8)}01`;
export const endOfMonth = (day: Day): Day => addDays(addMonths(startOfMonth(day), 1), -1);
export const startOfYear = (day: Day): Day => `${day.slice(0, 5)}01-01`;

export function startOfQuarter(day: Day): Day {
  const [year, month] = parts(day);
  return write(year, Math.floor((month - 1) / 3) * 3 + 1, 1);
}

/** 0 is Sunday, as in `Date`. */
export const weekdayOf = (day: Day): number => (((ordinal(day) + 4) % 7) + 7) % 7;

/** The first day of the week a day lies in; `firstWeekday` 1 for weeks that begin on Monday. */
export const startOfWeek = (day: Day, firstWeekday: number): Day => addDays(day, -((weekdayOf(day) - firstWeekday + 7) % 7));

const parts = (day: Day): readonly [number, number, number] => {
  const [, year = '', month = '', date = ''] = DAY_PATTERN.exec(day) ?? [];
  return [Number(year), Number(month), Number(date)];
};

const write = (year: number, month: number, day: number): Day => `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

const daysInMonth = (year: number, month: number): number => (month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31);

// Both after Howard Hinnant, “chrono-Compatible Low-Level Date Algorithms”: whole numbers only, 0 is 1 January 1970.

function ordinal(day: Day): number {
  const [givenYear, month, date] = parts(day);
  const year = month <= 2 ? givenYear - 1 : givenYear;
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + date - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function fromOrdinal(given: number): Day {
  const shifted = given + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return write(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1);
}
