/// The body of a simulated car: locks, horn, lights, screen, cockpit; some can be told to fail.
#pragma once

#include <functional>
#include <string>
#include <utility>

#include "vehicle-agent/vehicle/diary.hpp"

namespace traction::vehicle {

class SimulatedDoors : public Doors {
   public:
    /// `on_change` is called after each locking and unlocking.
    SimulatedDoors(Diary& diary, std::function<void()> on_change)
        : diary_(diary), on_change_(std::move(on_change)) {}

    Reaction lock() override;
    Reaction unlock() override;
    bool locked() const override { return locked_; }
    int open_count() const override { return open_; }

    /// Opening a door unlocks the car; without the key in the hand nobody opens a locked one.
    void open(int count);
    void close() { open_ = 0; }
    void jam(bool jammed) { jammed_ = jammed; }
    void set_driving(bool driving) { driving_ = driving; }

   private:
    void set_locked(bool locked);

    Diary& diary_;
    std::function<void()> on_change_;
    bool locked_ = true;
    bool jammed_ = false;
    bool driving_ = false;
    int open_ = 0;
};

class SimulatedHorn : public Horn {
   public:
    Reaction sound() override;
    int times_sounded() const { return times_; }
    void fail(bool failed) { failed_ = failed; }

   private:
    int times_ = 0;
    bool failed_ = false;
};

class SimulatedLights : public Lights {
   public:
    Reaction flash() override;
    int times_flashed() const { return times_; }
    void fail(bool failed) { failed_ = failed; }

   private:
    int times_ = 0;
    bool failed_ = false;
};

class SimulatedScreen : public Screen {
   public:
    using Watcher = std::function<void(std::string_view text)>;
    explicit SimulatedScreen(Watcher watcher = {}) : watcher_(std::move(watcher)) {}
    void show(std::string_view text) override {
        if (text != text_ && watcher_) watcher_(text);
        text_ = text;
    }
    const std::string& text() const { return text_; }

   private:
    Watcher watcher_;
    std::string text_;
};

class SimulatedCockpit : public Cockpit {
   public:
    using Watcher = std::function<void(std::string_view warning)>;
    explicit SimulatedCockpit(Watcher watcher = {}) : watcher_(std::move(watcher)) {}
    void warn_of_danger_zone(double length_m) override;
    void danger_zones_are_over() override { say(""); }
    const std::string& warning() const { return warning_; }  ///< empty: there is none
    int times_warned() const { return times_; }

   private:
    void say(std::string warning);

    Watcher watcher_;
    std::string warning_;
    int times_ = 0;
};

}  // namespace traction::vehicle
