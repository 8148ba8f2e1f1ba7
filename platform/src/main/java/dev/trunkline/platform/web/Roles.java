package dev.trunkline.platform.web;

/** The roles that a token can carry in its claim {@code roles}. */
public final class Roles {

    public static final String PLATFORM_ADMIN = "platform-admin";
    public static final String OPERATOR = "operator";
    public static final String TENANT_ADMIN = "tenant-admin";

    private Roles() {}
}
