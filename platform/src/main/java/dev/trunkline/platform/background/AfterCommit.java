package dev.trunkline.platform.background;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** What follows a commit of the request path, in this process only: a hint, lost when the process dies in between. */
@ApplicationScoped
public class AfterCommit {

    private final TransactionSynchronizationRegistry transactions;

    AfterCommit(TransactionSynchronizationRegistry transactions) {
        this.transactions = transactions;
    }

    /**
     * Runs the action once the current transaction has committed, not when it is rolled back.
     *
     * @throws IllegalStateException outside a transaction
     */
    public void run(Runnable action) {
        requireTransaction();
        transactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    action.run();
                }
            }
        });
    }

    /** Lets only a caller with an active transaction pass. */
    public void requireTransaction() {
        if (transactions.getTransactionStatus() != Status.STATUS_ACTIVE) {
            throw new IllegalStateException(
                    "this belongs into the transaction that changes the aggregate; there is none");
        }
    }
}
