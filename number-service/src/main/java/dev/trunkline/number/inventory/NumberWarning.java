package dev.trunkline.number.inventory;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a tenant should know of a thing that was done as it asked.
 *
 * @param code stable
 * @param detail says how to go on
 */
@Schema(name = "NumberWarning")
public record NumberWarning(String code, String detail) {}
