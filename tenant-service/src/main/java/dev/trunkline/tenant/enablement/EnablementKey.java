package dev.trunkline.tenant.enablement;

import java.util.UUID;

/** Whose consent to whom: one enablement for ever. */
record EnablementKey(UUID tenantId, UUID operatorId) {

    /** Reads the form that {@link #toString} gives, which is also the key of its Kafka records. */
    static EnablementKey parse(String text) {
        int colon = text.indexOf(':');
        return new EnablementKey(UUID.fromString(text.substring(0, colon)), UUID.fromString(text.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return tenantId + ":" + operatorId;
    }
}
