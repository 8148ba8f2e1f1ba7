package dev.trunkline.number.delivery;

import dev.trunkline.contracts.RowCode;

/**
 * Why a row is not delivered.
 *
 * @param detail a sentence for the operator that says how to go on; short, because a chunk carries a thousand of them
 */
public record Refusal(RowCode code, String detail) {}
