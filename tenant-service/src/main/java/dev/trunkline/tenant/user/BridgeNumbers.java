package dev.trunkline.tenant.user;

import dev.trunkline.contracts.E164Number;
import java.util.Map;

/** Knows which numbers a conference bridge may show first. */
@FunctionalInterface
interface BridgeNumbers {

    /** What speaks against the number: stable codes, each with a sentence that says how to go on. */
    Map<String, String> reasonsAgainstDefault(E164Number number);
}
