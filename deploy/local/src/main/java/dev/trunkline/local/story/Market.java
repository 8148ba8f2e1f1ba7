package dev.trunkline.local.story;

import org.jspecify.annotations.Nullable;

/** The countries that the tenant orders numbers in, and what the operator states there about emergency addresses. */
enum Market {
    GERMANY("DE", "tenantAssigned"),
    SWEDEN("SE", "operatorAssignedTenantEditable"),
    UNITED_KINGDOM("GB", "operatorAssignedLocked"),
    NETHERLANDS("NL", null),
    FRANCE("FR", null),
    UNITED_STATES("US", null),
    AUSTRALIA("AU", null);

    /** Offered and consented, but nothing is ordered there. */
    static final String NOT_ORDERED = "AT";

    /** Offered, but the tenant does not consent. */
    static final String NOT_CONSENTED = "ES";

    static final int NUMBERS_EACH = 150;

    private final String country;
    private final @Nullable String statedPolicy;

    Market(String country, @Nullable String statedPolicy) {
        this.country = country;
        this.statedPolicy = statedPolicy;
    }

    /** ISO 3166-1 alpha-2. */
    String country() {
        return country;
    }

    /** Null where the numbers' own flags decide. */
    @Nullable
    String statedPolicy() {
        return statedPolicy;
    }
}
