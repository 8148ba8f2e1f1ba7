package dev.trunkline.platform.audit;

import jakarta.ws.rs.container.ContainerRequestContext;

/** Marks a request for what is another's: its caller hears what it would hear of something unknown, the audit log hears the truth. */
public final class ForeignAccess {

    static final String PROPERTY = ForeignAccess.class.getName();

    private ForeignAccess() {}

    public static void mark(ContainerRequestContext request) {
        request.setProperty(PROPERTY, true);
    }
}
