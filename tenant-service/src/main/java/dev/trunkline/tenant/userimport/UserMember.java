package dev.trunkline.tenant.userimport;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a row can say of a user. */
enum UserMember {
    USER_ID("userId"),
    USER_PRINCIPAL_NAME("userPrincipalName"),
    DISPLAY_NAME("displayName"),
    ACCOUNT_TYPE("accountType"),
    USAGE_LOCATION("usageLocation"),
    LICENCES("licences"),
    COEXISTENCE_MODE("coexistenceMode"),
    ON_PREM_LINE_URI("onPremLineUri"),
    REGISTRAR_POOL("registrarPool"),
    ONLINE_VOICE_ROUTING_POLICY("onlineVoiceRoutingPolicy");

    private static final Map<String, UserMember> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(UserMember::wire, Function.identity()));

    private final String wire;

    UserMember(String wire) {
        this.wire = wire;
    }

    /** The name in JSON, and the heading in CSV. */
    String wire() {
        return wire;
    }

    String pointer() {
        return "/" + wire;
    }

    static Optional<UserMember> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }
}
