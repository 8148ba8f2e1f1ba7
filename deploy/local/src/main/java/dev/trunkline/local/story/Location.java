package dev.trunkline.local.story;

/** A place within a civic address. */
public record Location(String civicAddressId, String locationId) {}
