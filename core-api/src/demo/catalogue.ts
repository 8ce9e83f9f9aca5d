/** What the demonstration shop sells. Prices in euros. */
export interface Product {
  readonly id: string;
  readonly name: string;
  readonly category: string;
  readonly price: number;
  readonly text: string;
  /** Two colours of its drawn picture. */
  readonly colours: readonly [string, string];
}

export const CURRENCY = 'EUR';

export const PRODUCTS: readonly Product[] = [
  { id: 'harbour-mug', name: 'Harbour Mug', category: 'Kitchen', price: 18, text: 'Stoneware with a speckled glaze; keeps a large coffee warm.', colours: ['#2f6f8f', '#f2c879'] },
  { id: 'field-notebook', name: 'Field Notebook', category: 'Desk', price: 12.5, text: 'Dotted paper, lies flat, survives a rucksack.', colours: ['#5b7f4b', '#e8e2cf'] },
  { id: 'linen-apron', name: 'Linen Apron', category: 'Kitchen', price: 46, text: 'Heavy European linen with two deep pockets.', colours: ['#a4553f', '#f0d9c8'] },
  { id: 'desk-lamp', name: 'Arc Desk Lamp', category: 'Desk', price: 129, text: 'Warm light, turned brass, a dimmer that remembers.', colours: ['#3d3a50', '#e2b04a'] },
  { id: 'wool-throw', name: 'Wool Throw', category: 'Home', price: 89.9, text: 'Woven from undyed wool; big enough for two.', colours: ['#7a6a8f', '#ece6f3'] },
  { id: 'oak-board', name: 'Oak Board', category: 'Kitchen', price: 39, text: 'One piece of oiled oak, a groove for the juice.', colours: ['#8f6a3f', '#f4e5cf'] },
];

export const findProduct = (id: string): Product | undefined => PRODUCTS.find((product) => product.id === id);
