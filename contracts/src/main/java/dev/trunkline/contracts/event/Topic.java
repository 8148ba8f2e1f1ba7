package dev.trunkline.contracts.event;

/** The Kafka topics. Partitions, retention and compaction of each stand in the resource {@code trunkline/topics.properties}. */
public enum Topic {
    OPERATORS("trunkline.operators", Kind.STATE),
    TENANTS("trunkline.tenants", Kind.STATE),
    ENABLEMENTS("trunkline.enablements", Kind.STATE),
    ENABLEMENT_CONTACTS("trunkline.enablement-contacts", Kind.STATE),
    USERS("trunkline.users", Kind.STATE),
    NUMBERS("trunkline.numbers", Kind.ITEMS),
    REMOVALS("trunkline.removals", Kind.COMMAND),
    DELIVERIES("trunkline.deliveries", Kind.COMMAND),
    DELIVERY_RESULTS("trunkline.delivery-results", Kind.COMMAND);

    /** How a consumer may treat the records of a topic. */
    public enum Kind {
        /** The whole state of one aggregate by record key: only the highest revision of a key counts. */
        STATE,
        /** Many aggregates in one record, each item with a revision of its own. */
        ITEMS,
        /** Each record counts, once, whatever came before or after it. */
        COMMAND
    }

    private final String topicName;
    private final Kind kind;

    Topic(String topicName, Kind kind) {
        this.topicName = topicName;
        this.kind = kind;
    }

    public String topicName() {
        return topicName;
    }

    public Kind kind() {
        return kind;
    }
}
