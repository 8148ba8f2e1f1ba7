/** Operators: their directory, orders, uploads, the consents they see and the releases they decide. */
package dev.trunkline.operator;
