package io.tocsin.simulator.lanes;

/** What drives through, how often, and what it pays: the classes and rates of an ordinary European motorway bridge. */
enum VehicleClass {
    MOTORCYCLE(5, 450),
    CAR(68, 900),
    CAR_WITH_TRAILER(6, 1350),
    VAN(11, 1275),
    BUS(2, 2100),
    LORRY(8, 3640);

    private final int share;
    private final long minorUnits;

    VehicleClass(int share, long minorUnits) {
        this.share = share;
        this.minorUnits = minorUnits;
    }

    /** Of a hundred vehicles. */
    int share() {
        return share;
    }

    /** The toll in cents. */
    long minorUnits() {
        return minorUnits;
    }

    /** The class of the vehicle with this number of 0 to 99. */
    static VehicleClass ofPercentile(int percentile) {
        int upTo = 0;
        for (VehicleClass vehicleClass : values()) {
            upTo += vehicleClass.share;
            if (percentile < upTo) {
                return vehicleClass;
            }
        }
        throw new IllegalArgumentException("a percentile is 0 to 99, not " + percentile);
    }
}
