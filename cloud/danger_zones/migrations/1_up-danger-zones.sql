-- What cars are warned of. Where the cameras are is not kept. Millionths of a degree.
CREATE TABLE danger_zone (
    south INTEGER NOT NULL,
    west INTEGER NOT NULL,
    north INTEGER NOT NULL CHECK (north >= south),
    east INTEGER NOT NULL CHECK (east >= west),
    heading INTEGER CHECK (heading BETWEEN 0 AND 359), -- NULL: any way
    tile_row INTEGER NOT NULL,
    tile_column INTEGER NOT NULL
) STRICT;
CREATE INDEX danger_zone_of_tile ON danger_zone (tile_row, tile_column);

-- A contract that may let its car be warned. What it is for and whether it runs is told by two workers, in any order.
CREATE TABLE service_contract (
    contract TEXT PRIMARY KEY,
    vin TEXT NOT NULL CHECK (length(vin) = 17),
    period INTEGER, -- NULL: of no owner yet
    warns INTEGER NOT NULL CHECK (warns IN (0, 1)), -- 0: for another product, or not known yet
    running INTEGER NOT NULL CHECK (running IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE INDEX service_contract_serving ON service_contract (vin) WHERE warns AND running;

-- How much a teardown erased, so that it is the same when it is told again. Rule H3.
CREATE TABLE teardown (
    teardown TEXT PRIMARY KEY,
    contracts INTEGER NOT NULL CHECK (contracts >= 0)
) STRICT, WITHOUT ROWID;
