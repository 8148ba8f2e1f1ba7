package dev.trunkline.local;

/** What the command line asks for. */
record UpOptions(Action action, boolean fresh, boolean demo) {
    static final String USAGE =
            """
            ./deploy/local/up            builds what is out of date, starts everything, stays until Ctrl-C
            ./deploy/local/up --demo     plays the story, then stops what it started; a running stack stays up
            ./deploy/local/up --fresh    deletes the data of the former runs first; goes with --demo too
            ./deploy/local/up --status   says what is running
            ./deploy/local/up --stop     stops a stack that runs elsewhere
            ./deploy/local/up --help     this text

            Needs a JDK 17 or later and 2 GB of disk. Data and logs are in deploy/local/run.
            """;

    enum Action {
        START,
        STATUS,
        STOP,
        HELP
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
                case "--help", "-h" -> action = Action.HELP;
                default -> throw new StackException("Unknown argument " + argument + "; --help lists the known ones.");
            }
        }
        if (action != Action.START && (fresh || demo)) {
            throw new StackException("--fresh and --demo only go with a start; --help says more.");
        }
        return new UpOptions(action, fresh, demo);
    }
}
