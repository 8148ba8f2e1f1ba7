package dev.trunkline.number.inventory;

/** Who would send a number's emergency calls elsewhere. */
public enum AddressEditor {
    TENANT,
    OPERATOR
}
