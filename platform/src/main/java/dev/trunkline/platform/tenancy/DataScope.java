package dev.trunkline.platform.tenancy;

import java.util.UUID;

/**
 * Whose rows the current request may see; row-level security enforces it.
 *
 * <p>Every transaction of the request path begins with it: the tenant of the path parameter {@code tenantId} and the operator of the
 * path parameter {@code operatorId}, once the caller's token was found to allow them. Without either nothing scoped is visible.
 */
public interface DataScope {

    /**
     * Widens the current transaction to a tenant's rows: for an operator whose right to them the caller has just checked.
     *
     * @throws IllegalStateException outside a transaction
     */
    void enterTenant(UUID tenantId);

    /** Widens the current transaction to an operator's rows, for example where a tenant's command reads an operator's setting. */
    void enterOperator(UUID operatorId);
}
