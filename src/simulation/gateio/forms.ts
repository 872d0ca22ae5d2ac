import type { Form } from './form.ts';
import { futuresForm } from './futuresForm.ts';
import type { Product } from './product.ts';
import { spotForm } from './spotForm.ts';

/** How each product spells orders. */
export const forms: Readonly<Record<Product, Form>> = { spot: spotForm, futures: futuresForm };
