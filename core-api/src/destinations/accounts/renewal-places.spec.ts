import { expect, it } from '@jest/globals';
import { RenewalPlaces } from './renewal-places.js';

it('a vendor that hangs leaves places for others, and no more are taken than there are connections', () => {
  const places = new RenewalPlaces();
  const [first, second] = [places.enter('https://hanging.example/token'), places.enter('https://hanging.example/token')];
  expect([first, second]).toEqual([expect.any(Function), expect.any(Function)]);
  expect(places.enter('https://hanging.example/other')).toBeUndefined();
  expect([places.enter('https://a.example/'), places.enter('https://b.example/')]).toEqual([expect.any(Function), expect.any(Function)]);
  expect(places.enter('https://c.example/')).toBeUndefined();
  first!();
  expect(places.enter('https://c.example/')).toEqual(expect.any(Function));
  expect(places.enter('https://hanging.example/')).toBeUndefined();
});
