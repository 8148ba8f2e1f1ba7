package dev.trunkline.local;

/** What the command line asks for. */
record UpOptions(Action action, boolean fresh, boolean demo) {
    enum Action {
        START,
        STATUS,
        STOP
    }

    /** @throws StackException when an argument is unknown or does not go with another */
    static UpOptions parse(String[] arguments) {
        Action action = Action.START;
        boolean fresh = false;
        boolean demo = false;
        for (String argument : arguments) {
            switch (argument) {
                case "--fresh" -> fresh = true;
                case "--demo" -> demo = true;
                case "--status" -> action = Action.STATUS;
                case "--stop" -> action = Action.STOP;
                default -> throw new StackException("Unknown argument " + argument + "; --help lists the known ones.");
            }
        }
        if (action != Action.START && (fresh || demo)) {
            throw new StackException("--fresh and --demo only go with a start; --help says more.");
        }
        return new UpOptions(action, fresh, demo);
    }
}
