# Run by the build: writes OUTPUT, which defines traction::store::catalogue_text() over the file SOURCE.
file(READ ${SOURCE} text)
file(WRITE ${OUTPUT} "#include \"cloud/store/catalogue_text.hpp\"

namespace traction::store {

std::string_view catalogue_text() {
    return R\"catalogue(${text})catalogue\";
}

}  // namespace traction::store
")
