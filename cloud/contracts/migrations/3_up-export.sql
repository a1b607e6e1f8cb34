-- What somebody bought is found by him. Rule A11. (Not by the holder: that changes with each renewal's row.)
CREATE INDEX contract_of_buyer ON contract (buyer, vin);
