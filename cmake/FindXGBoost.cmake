# The xgboost library as XGBoost::XGBoost. Debian's own xgboost-config.cmake insists on the command-line program,
# which is another package.
find_path(XGBoost_INCLUDE_DIR xgboost/c_api.h)
find_library(XGBoost_LIBRARY xgboost)
if(XGBoost_INCLUDE_DIR)
    file(STRINGS ${XGBoost_INCLUDE_DIR}/xgboost/version_config.h _xgboost_version REGEX "XGBOOST_VER_(MAJOR|MINOR|PATCH) [0-9]+")
    string(REGEX REPLACE "[^;0-9]" "" _xgboost_version "${_xgboost_version}")
    string(REPLACE ";" "." XGBoost_VERSION "${_xgboost_version}")
endif()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(XGBoost REQUIRED_VARS XGBoost_LIBRARY XGBoost_INCLUDE_DIR VERSION_VAR XGBoost_VERSION)
if(XGBoost_FOUND AND NOT TARGET XGBoost::XGBoost)
    add_library(XGBoost::XGBoost UNKNOWN IMPORTED)
    set_target_properties(XGBoost::XGBoost PROPERTIES
        IMPORTED_LOCATION "${XGBoost_LIBRARY}" INTERFACE_INCLUDE_DIRECTORIES "${XGBoost_INCLUDE_DIR}")
endif()
mark_as_advanced(XGBoost_INCLUDE_DIR XGBoost_LIBRARY)
