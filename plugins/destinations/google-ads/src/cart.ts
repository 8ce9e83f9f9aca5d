import type { Item, WarpEvent } from '@warp/plugin-sdk';

/** A piece of a purchase. */
export interface CartItem {
  readonly id: string;
  readonly quantity: number;
  readonly price: number;
}

/** What a purchase was made of; items without a product, a price or whole pieces are no use to Google, which warns of them. */
export function cartItems({ eventType, eventData }: WarpEvent): readonly CartItem[] {
  return eventType === 'purchase' ? (eventData.items ?? []).flatMap(cartItem) : [];
}

/** An item that names no quantity counts once, as in the event reference that Warp's items follow. */
function cartItem({ item_id, price, quantity = 1 }: Item): readonly CartItem[] {
  const id = String(item_id ?? '');
  return id !== '' && price !== undefined && price >= 0 && Number.isInteger(quantity) && quantity >= 1 ? [{ id, quantity, price }] : [];
}
